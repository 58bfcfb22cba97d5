/* The browser's own speech recognition, where it has one: an extra, and the button says so. */

const TROUBLE = {
  "not-allowed": "The browser may not use the microphone. Allow it in the address bar. Or type instead.",
  "service-not-allowed": "This browser recognises no speech here. Type instead.",
  "audio-capture": "There is no microphone that works. Type instead.",
  network: "Speech recognition cannot be reached. Type instead.",
  "no-speech": "Nothing was heard. Press Speak, then talk.",
  "language-not-supported": "The browser does not recognise English. Type instead.",
};

/** Shows and connects the button. tell: heard(text) is called with what was understood, trouble(text) with what was wrong. */
export function connectMicrophone(button, note, tell) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!Recognition) return;
  button.hidden = note.hidden = false;
  let recognition = null;
  button.addEventListener("click", () => {
    if (recognition) {
      recognition.stop();
      return;
    }
    recognition = new Recognition();
    recognition.lang = "en-US";
    recognition.onresult = (event) => tell.heard(event.results[0][0].transcript);
    recognition.onnomatch = () => tell.trouble("That was not understood. Say it again, or type it.");
    recognition.onerror = ({ error }) => {
      if (error !== "aborted") tell.trouble(TROUBLE[error] ?? `Speech recognition failed: ${error}. Type instead.`);
    };
    recognition.onend = () => {
      recognition = null;
      button.setAttribute("aria-pressed", "false");
    };
    button.setAttribute("aria-pressed", "true");
    tell.trouble("");
    recognition.start();
  });
}
