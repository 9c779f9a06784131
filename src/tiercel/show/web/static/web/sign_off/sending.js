// Sending what was decided: in order, again and again while there is no line, and only for who decided it.
(function () {
  const signing = window.signing;
  if (!signing) return;
  const { data, texts, device, list, place, token } = signing;
  let isSending = false;
  let wait = 0;
  let timer = 0;
  let oneByOne = false;

  async function send() {
    clearTimeout(timer);
    const queue = device.waiting().slice(0, oneByOne ? 1 : 50);
    if (!queue.length) { signing.showStatus(); finishIfOver(); return; }
    if (isSending) return;
    isSending = true;
    signing.showStatus();
    let again = false;
    try {
      const answer = await fetch(data.send, { method: "POST", redirect: "manual", keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ user: Number(data.user), decisions: queue.map(([, each]) => each) }) });
      if (answer.type === "opaqueredirect") { signing.showSignedOut(); return; }
      if (answer.status === 409) { signing.showOtherUser(); return; }
      // Refused: signed out, or signed in anew, in another tab. Asking for cards tells which.
      if (answer.status === 403) { await whoIsHere(); return; }
      // One that cannot be read must not hold up the others: it is found by itself, and said.
      if (answer.status === 400 && queue.length > 1) oneByOne = true;
      else if (answer.status === 400) take(queue, [{ client_id: queue[0][1].id, outcome: "refused", said: (await answer.json()).said }]);
      else if (answer.ok) { take(queue, (await answer.json()).answers); oneByOne = oneByOne && device.countWaiting() > 0; }
      else throw new Error(String(answer.status));
      lineIsBack();
      again = true;
    } catch (lost) {
      lineIsLost();
    } finally {
      isSending = false;
    }
    if (again) send();
  }
  async function whoIsHere() {
    const answer = await fetch(signing.addressOfCards(), { redirect: "manual" });
    if (answer.type === "opaqueredirect") signing.showSignedOut();
    else if (answer.ok && String((await answer.json()).user) !== data.user) signing.showOtherUser();
    else signing.showLine(texts.refused, texts.reload, data.here);
  }
  function take(queue, answers) {
    const byId = new Map(answers.map((answer) => [answer.client_id, answer]));
    for (const [key, each] of queue) {
      const answer = byId.get(each.id);
      if (!answer) continue;
      const { said, outcome, standing } = answer;
      if (said) device.writeNotice(key, { ...each, said: said, outcome: outcome, standing: standing });
      device.forget(key);
    }
    signing.showNotices();
  }
  function lineIsLost() {
    wait = Math.min(wait ? wait * 2 : 1, 30);
    clearTimeout(timer);
    // Not all at once when a server comes back.
    timer = setTimeout(retry, 1000 * wait * (0.75 + Math.random() / 2));
    signing.showStatus();
  }
  function lineIsBack() { wait = 0; signing.showLineIsBack(); }
  function retry() { send(); if (!list.isEmpty) signing.fetchMore(); }
  function finishIfOver() { if (list.isOver && place && !device.countWaiting()) location.assign(data.here); }

  Object.assign(signing, { send: send, retry: retry, lineIsLost: lineIsLost, lineIsBack: lineIsBack, isLineLost: () => wait > 0 });
})();
