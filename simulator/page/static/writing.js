/* Small things that all who draw need. */

export const element = (id) => document.getElementById(id);

/** Writes only what changed: a status that is written anew is read out anew. */
export function write(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}

/** A length of time as in 3:07. */
export function minutes(lengthMs) {
  const seconds = Math.floor(lengthMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
