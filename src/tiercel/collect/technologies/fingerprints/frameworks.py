"""Frameworks that pages are built with, by what they leave in them."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Web framework"

KNOWN = (
    Fingerprint("Next.js", paths=("/_next/static/",), scripts=("__NEXT_DATA__",), headers=("x-powered-by: next.js",)),
    Fingerprint("Nuxt", paths=("/_nuxt/",), scripts=("__NUXT__",)),
    Fingerprint("Gatsby", generators=("Gatsby",), scripts=("___gatsby",)),
    Fingerprint("React", attributes=("data-reactroot", "data-reactid")),
    Fingerprint("Angular", attributes=("ng-version",)),
    Fingerprint("Vue.js", attributes=("data-v-app",), paths=("/vue.min.js", "/vue.global")),
    Fingerprint("Svelte", attributes=("data-sveltekit-preload-data",), paths=("/_app/immutable/",)),
    Fingerprint("Astro", generators=("Astro",), paths=("/_astro/",)),
    Fingerprint("jQuery", paths=("/jquery.min.js", "/jquery-3", "/jquery-2", "/jquery-1", "/jquery.js")),
    Fingerprint("Bootstrap", paths=("/bootstrap.min.css", "/bootstrap.min.js", "/bootstrap.bundle")),
    Fingerprint("htmx", attributes=("hx-get", "hx-post"), paths=("/htmx.min.js",)),
    Fingerprint("Laravel", scripts=("Livewire",), attributes=("wire:id",)),
    Fingerprint("ASP.NET", headers=("x-aspnet-version", "x-powered-by: asp.net")),
    Fingerprint("PHP", headers=("x-powered-by: php",)),
)
