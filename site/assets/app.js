const answer = document.getElementById("answer");

try {
  const response = await fetch("/api/hello");
  answer.textContent = `${response.status} ${await response.text()}`;
  answer.className = response.ok ? "good" : "bad";
} catch (error) {
  answer.textContent = `request failed: ${error.message}`;
  answer.className = "bad";
}
