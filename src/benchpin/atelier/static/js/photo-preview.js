/* [data-preview]: shows the picture chosen in its file field before it is sent. */
for (const upload of document.querySelectorAll("[data-preview]")) {
  const field = upload.querySelector("input[type=file]");
  const preview = upload.querySelector("img");
  field.addEventListener("change", () => show(field.files[0], preview));
}

function show(file, preview) {
  URL.revokeObjectURL(preview.src);
  preview.hidden = !file?.type.startsWith("image/");
  if (!preview.hidden) preview.src = URL.createObjectURL(file);
}
