// Where no line is, the sign-off still comes up: an empty page, which fills itself with the cards on this device.
// It holds nothing of an account, and what is sent goes past it.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", function (event) {
  const asked = event.request;
  const address = new URL(asked.url);
  const scope = new URL(self.registration.scope).pathname;
  if (asked.mode === "navigate" && asked.method === "GET" && address.pathname === scope) {
    event.respondWith(fetch(asked).catch(() => kept(shell())));
  } else if (asked.method === "GET" && address.origin === location.origin && address.pathname.includes("/static/")) {
    event.respondWith(fetch(asked).catch(() => kept(asked)));
  }
});

function shell() {
  return new URL("kept", self.location).href;
}

async function kept(asked) {
  const cache = await caches.open("sign-off");
  return (await cache.match(asked)) || Response.error();
}
