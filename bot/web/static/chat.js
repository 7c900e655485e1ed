// The client of the chat, the same for the page and the widget. Without it the forms still post.

const PATIENCE = 40_000; // milliseconds until a request counts as failed
const LOOK_AGAIN = 2_000; // milliseconds between two looks at the state of the service

// What the server rendered is inserted as it comes; pages that enforce Trusted Types allow the policy "fingerpost".
const policy = window.trustedTypes?.createPolicy("fingerpost", { createHTML: (html) => html });

export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
}

const element = (tag, className, text) =>
  Object.assign(document.createElement(tag), { className, textContent: text });
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const words = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Runs the chat in `chat`, the section that the server rendered.
 * address: where the service is; token: {read(), write(value)} where the page keeps its own session (the widget);
 * onError(active): told when an error appears or goes.
 */
export function startChat(chat, { address = location.href, token = null, onError = () => {} } = {}) {
  const part = (name) => chat.querySelector(`[data-part="${name}"]`);
  const [earlier, newest, question, send, count, status, alertBox] =
    ["earlier", "newest", "question", "send", "count", "status", "alert"].map(part);
  const limit = Number(chat.dataset.limit);
  let sending = false;
  let unsent = null; // the message whose fate is unknown: {text or choice, label}
  let engine = chat.dataset.engine;

  async function call(path, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    if (token?.read()) headers.Authorization = `Bearer ${token.read()}`;
    const response = await fetch(new URL(path, address), {
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      headers,
      cache: "no-store",
      credentials: token ? "omit" : "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const answer = await response.json();
    if (answer.session) token?.write(answer.session);
    if (answer.engine) showEngine(answer.engine);
    return { ok: response.ok, retry: response.status >= 500 || response.status === 429, ...answer };
  }

  // ---- Showing

  function add(messages = []) {
    const added = [];
    for (const message of messages) {
      if (chat.querySelector(`[data-id="${message.id}"]`)) continue;
      const item = fragment(message.html).firstElementChild;
      if (message.sender === "family") archive();
      newest.append(item);
      added.push(item);
    }
    showCopyButtons();
    arrange();
    return added;
  }

  function archive() {
    earlier.append(...newest.children);
  }

  function arrange() {
    const begun = Boolean(earlier.firstElementChild || newest.firstElementChild);
    part("welcome").hidden = begun;
    part("examples").hidden = begun;
    part("earlier-region").hidden = !earlier.firstElementChild;
    part("newest-region").hidden = !newest.firstElementChild;
  }

  function lastId() {
    return Math.max(0, ...Array.from(chat.querySelectorAll("[data-id]"), (item) => Number(item.dataset.id)));
  }

  function showPending(label) {
    archive();
    const item = element("li", "message message-family pending");
    item.append(element("p", "by", "You"), element("p", "words", label));
    newest.append(item);
    arrange();
    return item;
  }

  function goTo(items) {
    const answer = items.find((item) => item.matches(".message-assistant")) ?? items[0];
    answer?.focus({ preventScroll: true });
    answer?.scrollIntoView({ block: "start" });
  }

  function say(text, working = false) {
    status.textContent = text;
    status.classList.toggle("working", working);
    if (working) status.scrollIntoView({ block: "nearest" });
  }

  function showError(text, again) {
    alertBox.replaceChildren();
    onError(Boolean(text));
    question.toggleAttribute("aria-invalid", false);
    if (!text) return;
    const line = element("p", "");
    line.append(element("b", "", "Error: "), text);
    alertBox.append(line);
    if (again) {
      const button = element("button", "minor", "Try again");
      button.type = "button";
      button.addEventListener("click", again);
      alertBox.append(button);
    }
    alertBox.scrollIntoView({ block: "nearest" });
  }

  function showEngine(state) {
    if (state === "ready" && engine !== "ready") state = "back";
    for (const banner of chat.querySelectorAll("[data-engine-is]")) {
      banner.hidden = banner.dataset.engineIs !== state;
    }
    const settled = engine === "ready";
    engine = state === "back" ? "ready" : state;
    if (settled && engine !== "ready") watch();
  }

  function showOffline() {
    part("offline").hidden = navigator.onLine;
  }

  function showCount() {
    const length = Array.from(question.value).length;
    const left = limit - length;
    const characters = (number) => `${number} ${number === 1 ? "character" : "characters"}`;
    count.classList.toggle("too-many", left < 0);
    count.textContent = length < limit * 0.8 ? ""
      : left < 0 ? `${characters(-left)} too many` : `${characters(left)} left`;
  }

  function showCopyButtons() {
    if (!navigator.clipboard) return;
    for (const button of chat.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
  }

  // ---- Sending

  async function catchUp() {
    return add((await call(`/api/messages?after=${lastId()}`)).messages);
  }

  // A message that failed on the way may still have arrived: look before it is sent a second time.
  async function arrivedBefore(message) {
    const items = await catchUp();
    if (!items.some((item) => words(item.querySelector(".words")?.textContent ?? "") === words(message.label))) {
      return null;
    }
    for (let look = 0; look < 10 && !items.some((item) => item.matches(".message-assistant")); look += 1) {
      await pause(LOOK_AGAIN);
      items.push(...await catchUp());
    }
    return items;
  }

  async function deliver(message) {
    if (sending) return;
    const { label, ...body } = message;
    const again = unsent !== null && unsent.label === label;
    sending = true;
    busy(true);
    showError("");
    if (body.text && question.value.startsWith(body.text)) {
      question.value = question.value.slice(body.text.length).trimStart();
    }
    showCount();
    const pending = showPending(label);
    say("Sending your message. Finding the answer…", true);
    try {
      if (!navigator.onLine) throw new Error("offline");
      let items = again ? await arrivedBefore(message) : null;
      unsent = null;
      pending.remove();
      if (!items) {
        newest.append(pending);
        const answer = await call("/api/messages", body);
        const kept = answer.messages?.some((shown) => shown.sender === "family");
        if (answer.ok && !kept) pending.classList.remove("pending");
        else pending.remove();
        items = add(answer.messages);
        unsent = answer.ok ? null : message;
        if (!answer.ok) giveBack(message);
        if (answer.error) showError(answer.error, answer.retry ? () => deliver(message) : null);
      }
      goTo(items);
    } catch {
      unsent = message;
      giveBack(message);
      showError(
        `${navigator.onLine ? "We could not reach Fingerpost." : "You are offline."} ${body.text
          ? "Your message is still in the box." : "Your choice was not sent."}`,
        () => deliver(message),
      );
    } finally {
      if (pending.matches(".pending")) pending.remove();
      arrange();
      say("");
      sending = false;
      busy(false);
    }
  }

  function giveBack(message) {
    if (!message.text) return;
    question.value = question.value ? `${message.text}\n${question.value}` : message.text;
    showCount();
  }

  function busy(active) {
    chat.querySelectorAll("form button").forEach((button) => button.setAttribute("aria-disabled", String(active)));
  }

  function ask() {
    // A message that is too long goes to the server all the same, which looks for a crisis in it first.
    const text = question.value.trim();
    if (!text) {
      showError("Please write your question first.");
      question.setAttribute("aria-invalid", "true");
      question.focus();
      return;
    }
    question.value = text;
    deliver({ text, label: text });
  }

  // ---- What people do

  chat.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.name === "choice") deliver({ choice: button.value, label: words(button.textContent) });
    else if (button?.name === "text") deliver({ text: button.value, label: button.value });
    else if (!sending) ask();
  });

  question.addEventListener("keydown", (event) => {
    // Phones keep Enter for a new line: their keyboards have no Shift + Enter.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(hover: hover)").matches) return;
    event.preventDefault();
    event.target.form.requestSubmit(send);
  });
  question.addEventListener("input", showCount);

  chat.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
    say("Copied.");
  });

  async function watch() {
    while (engine !== "ready") {
      await pause(LOOK_AGAIN);
      await call("/api/state").catch(() => {});
    }
  }

  addEventListener("online", showOffline);
  addEventListener("offline", showOffline);
  // Other tabs and the way back from a link: show what was said meanwhile.
  const returned = () => { if (!sending && document.visibilityState === "visible") catchUp().catch(() => {}); };
  document.addEventListener("visibilitychange", returned);
  addEventListener("pageshow", returned);

  showOffline();
  showCount();
  if (!token && !scrollY && newest.firstElementChild) part("newest-region").scrollIntoView();
  showCopyButtons();
  watch();
  if (token) returned();
}
