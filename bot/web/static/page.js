// Brings the chat of the home page to life.
import { startChat } from "./chat.js";

const title = document.title.replace(/^Error: /, "");

startChat(document.getElementById("chat"), {
  onError: (active) => { document.title = (active ? "Error: " : "") + title; },
});
