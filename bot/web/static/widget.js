// Adds Fingerpost to any page: <script src="https://…/widget.js" defer></script>
// Look: CSS custom properties --fingerpost-accent, --fingerpost-on-accent, --fingerpost-corner, --fingerpost-font and
// the same names with -dark for dark mode. Words on the button: data-label on the script.
(() => {
  const script = document.currentScript;
  const home = new URL(".", script.src);
  const label = script.dataset.label || "Ask Fingerpost";
  const key = `fingerpost:${home.origin}`;
  // Some browsers refuse storage; the chat then lasts as long as the page.
  let kept = "";
  const token = {
    read() { try { return localStorage.getItem(key) || kept; } catch { return kept; } },
    write(value) { kept = value; try { localStorage.setItem(key, value); } catch { /* kept in memory */ } },
  };

  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const opener = make("button", { className: "opener", type: "button", textContent: label });
  const closer = make("button", { className: "closer", type: "button", textContent: "Close" });
  const body = make("div", { className: "body" });
  const panel = make("div", { className: "panel", id: "panel", hidden: true }, closer, body);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "Fingerpost chat");
  opener.setAttribute("aria-controls", "panel");
  opener.setAttribute("aria-expanded", "false");
  const region = make("section", {}, opener, panel);
  region.setAttribute("aria-label", "Fingerpost");
  shadow.append(region);

  const style = async (...names) => {
    shadow.adoptedStyleSheets = await Promise.all(names.map(async (name) => {
      const sheet = new CSSStyleSheet();
      return sheet.replace(await (await fetch(new URL(`static/${name}`, home))).text());
    }));
  };

  let chat = null;
  async function load() {
    body.replaceChildren(make("p", { textContent: "Opening…" }));
    try {
      const [{ fragment, startChat }, page] = await Promise.all([
        import(new URL("static/chat.js", home)),
        fetch(home, { credentials: "omit" }).then((response) => response.text()),
      ]);
      chat = fragment(page).getElementById("chat");
      body.replaceChildren(chat);
      startChat(chat, { address: home, token });
    } catch {
      chat = null;
      const again = make("button", { type: "button", textContent: "Try again", onclick: show });
      const sorry = make("p", { textContent: "We could not reach Fingerpost. Call 999 if someone is in danger." });
      body.replaceChildren(sorry, again);
    }
  }

  async function show() {
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    if (!chat) await load();
    shadow.querySelector("textarea")?.focus();
  }

  function hide() {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  opener.addEventListener("click", () => (panel.hidden ? show() : hide()));
  closer.addEventListener("click", hide);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  style("chat.css", "widget.css").finally(() => document.body.append(host));
})();
