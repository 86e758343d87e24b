fetch("/api/hello")
  .then((response) => response.text())
  .then((text) => {
    document.getElementById("api").textContent = text;
  });
