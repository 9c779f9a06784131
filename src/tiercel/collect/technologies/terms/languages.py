"""Programming languages."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.technologies.fingerprint import Term

CATEGORY = "Programming language"

KNOWN = (
    Term("Python"),
    Term("JavaScript"),
    Term("TypeScript"),
    Term("Java", exact=True),
    Term("Kotlin"),
    Term("Swift", exact=True, beside=("ios", "xcode", "mobile", "kotlin", "objective-c")),
    Term("Go", spellings=("Golang",), exact=True, beside=("golang", "python", "java", "backend", "back-end", "engineer", "kubernetes", "postgres", "docker", "rust", "typescript")),
    Term("Rust", exact=True),
    Term("Ruby", exact=True),
    Term("C++"),
    Term("C#"),
    Term("PHP", exact=True),
    Term("Scala", exact=True),
    Term("Elixir", exact=True),
    Term("Clojure"),
    Term("Haskell"),
    Term("Erlang"),
    Term("Objective-C"),
    Term("Dart", exact=True),
    Term("Julia", exact=True, beside=("python", "numerical", "scientific", "matlab")),
    Term("MATLAB"),
    Term("Solidity"),
    Term("SQL", exact=True),
    Term("Verilog", spellings=("SystemVerilog",)),
    Term("Perl", exact=True),
    Term("Lua", exact=True),
    Term("Bash", exact=True),
    Term("R", exact=True, beside=("python", "statistic", "data scien", "sql", "sas")),
    Term("C", exact=True, beside=("c++", "embedded", "firmware")),
)  # fmt: skip
