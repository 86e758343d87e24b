const answer = document.getElementById("answer");

try {
  const response = await fetch("/api/hello");
  answer.textContent = `${response.status} ${await response.text()}`;
  answer.className = response.ok ? "good" : "bad";
} catch (error) {
  answer.textContent = `no answer: ${error.message}`;
  answer.className = "bad";
}
