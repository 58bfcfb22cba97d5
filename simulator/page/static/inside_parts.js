/* Small things that the parts of the panel "Looking inside" need. */

/** Makes an element of a class, with children: elements and texts. */
export function make(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

/** Makes a button. */
export function button(text, name, pressed) {
  const made = make("button", name, text);
  made.type = "button";
  made.addEventListener("click", pressed);
  return made;
}

/** Text that is read out and not seen. */
export const unseen = (text) => make("span", "for-readers", text);

/** A number of bytes as in 1.8 KB or 47 bytes. */
export const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`);

/** A length of time as in 38.5 s. */
export const seconds = (lengthMs) => `${(lengthMs / 1000).toFixed(1)} s`;

/** Milliseconds as in 38,500. */
export const exact = (lengthMs) => Math.round(lengthMs).toLocaleString("en");

/** A count with its noun as in "1 read", "2 reads". */
export const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
