/* Card details with Stripe's own form: they go from the customer's browser to Stripe, never through us. */
const form = document.querySelector("#card-form");
const button = form.querySelector("button");
const stripe = window.Stripe(form.dataset.key);
const elements = stripe.elements({ clientSecret: form.dataset.secret });
const card = elements.create("payment");

card.mount("#card-element");
card.on("ready", () => { button.disabled = false; });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: form.dataset.return } });
  // Only a refusal comes back here; after a payment the browser is already on its way.
  form.querySelector("#card-error").textContent = error.message;
  button.disabled = false;
});
