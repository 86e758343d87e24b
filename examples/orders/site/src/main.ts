import "./style.css";
import type { Order } from "../../api/orders";

const form = document.querySelector("form") as HTMLFormElement;
const status = document.querySelector("output") as HTMLOutputElement;
const list = document.querySelector("ul") as HTMLUListElement;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = new FormData(form);
  const order = { item: values.get("item"), quantity: Number(values.get("quantity")) };
  placeOrder(String(values.get("token")), order).catch((error: unknown) => {
    status.textContent = String(error);
  });
});

/** The site and the API have the same origin, so there is no CORS. */
async function placeOrder(token: string, order: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const placed = await fetch("/api/orders", { method: "POST", headers, body: JSON.stringify(order) });
  status.textContent = placed.ok ? "Ordered" : `The API returned ${placed.status}`;
  if (placed.ok) {
    const response = await fetch("/api/orders", { headers });
    show((await response.json()) as Order[]);
  }
}

function show(orders: readonly Order[]): void {
  const items = orders.map(({ item, quantity }) =>
    Object.assign(document.createElement("li"), { textContent: `${quantity} × ${item}` }),
  );
  list.replaceChildren(...items);
}
