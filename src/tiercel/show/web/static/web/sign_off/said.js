// What the sign-off says: about the line, and about decisions that met another.
(function () {
  const signing = window.signing;
  if (!signing) return;
  const { data, texts, find, device } = signing;
  const language = document.documentElement.lang;
  // Arabic pages write the digits that the server writes.
  const digits = new Intl.NumberFormat(language.startsWith("ar") ? "ar-u-nu-latn" : language);
  let isStopped = false;

  function say(text, values) {
    return text.replace(/%(\w+)%/g, (all, name) => {
      const value = values[name];
      return typeof value === "number" ? digits.format(value) : "\u2068" + value + "\u2069";
    });
  }
  function tell(text) { find("[data-live]").textContent = text; }

  function showLine(text, action, onward) {
    const line = find("[data-line]");
    line.replaceChildren(document.createTextNode(text));
    if (action) {
      const button = document.createElement(onward ? "a" : "button");
      button.className = "btn btn-sm";
      button.textContent = action;
      if (onward) button.href = onward;
      else button.addEventListener("click", () => signing.retry());
      line.append(button);
    }
    line.hidden = !text;
  }
  function showStatus() {
    if (isStopped) return;
    const n = device.countWaiting();
    if (signing.isLineLost()) showLine(say(texts.offline, { n: n }) + (device.isFull ? " " + texts.nowhere : ""), texts.try);
    else if (device.isFull && n) showLine(texts.nowhere);
    else showLine("");
  }
  function showLineIsBack() { isStopped = false; showStatus(); }
  // From here on nothing is sent or kept, until somebody signs in.
  function stop(text, action, onward) {
    isStopped = true;
    signing.stopKeeping();
    showLine(say(text, { n: device.countWaiting() }), action, onward);
  }
  function showSignedOut() { stop(texts.signedOut, texts.signIn, data.signIn + "?next=" + encodeURIComponent(data.here)); }
  function showOtherUser() {
    stop(texts.otherUser, texts.reload, data.here);
    signing.emptyPlace();
  }

  function showNotices() {
    const box = find("[data-notices]");
    box.replaceChildren();
    for (const [key, each] of device.notices()) {
      const note = document.createElement("div");
      note.className = "signing-notice";
      const text = document.createElement("p");
      text.textContent = each.said;
      const row = document.createElement("div");
      if (each.outcome === "conflict" && each.decision !== "undo") row.append(noticeButton(texts.anyway, () => {
        device.forget(key);
        device.writeDecision({ ...each, id: device.newId(), at: new Date().toISOString(),
          known: each.standing ? "#" + each.standing : "" });
        showNotices();
        signing.send();
      }));
      row.append(noticeButton(texts.dismiss, () => { device.forget(key); showNotices(); }));
      note.append(text, row);
      box.append(note);
    }
  }
  function noticeButton(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  Object.assign(signing, { say: say, tell: tell, showLine: showLine, showStatus: showStatus, showLineIsBack: showLineIsBack,
    showSignedOut: showSignedOut, showOtherUser: showOtherUser, showNotices: showNotices });
})();
