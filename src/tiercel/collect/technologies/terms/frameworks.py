"""Frameworks and libraries."""

from tiercel.collect.technologies.fingerprint import Term

CATEGORY = "Framework"

KNOWN = (
    Term("React", spellings=("React.js", "ReactJS"), exact=True),
    Term("React Native"),
    Term("Next.js", spellings=("NextJS",)),
    Term("Vue.js", spellings=("VueJS", "Vue"), exact=True),
    Term("Angular", spellings=("AngularJS",), exact=True),
    Term("Svelte", exact=True),
    Term("Node.js", spellings=("NodeJS", "Node JS")),
    Term("Django"),
    Term("Flask", exact=True),
    Term("FastAPI"),
    Term("Ruby on Rails", spellings=("Rails",), exact=True),
    Term("Spring Boot", spellings=("Spring Framework",)),
    Term("Laravel"),
    Term(".NET", spellings=("dotnet", "ASP.NET", ".NET Core")),
    Term("Flutter", exact=True),
    Term("TensorFlow"),
    Term("PyTorch", spellings=("Torch/PyTorch",)),
    Term("GraphQL"),
    Term("Redux", exact=True),
    Term("Unity", exact=True, beside=("3d", "game", "c#", "unreal")),
    Term("Unreal Engine"),
    Term("ROS", exact=True),
    Term("OpenCV"),
    Term("CUDA", exact=True),
    Term("Tailwind CSS", spellings=("TailwindCSS", "Tailwind")),
    Term("Electron", exact=True),
    Term("jQuery"),
    Term("Express.js", spellings=("ExpressJS",)),
    Term("Phoenix Framework"),
    Term("Jetpack Compose"),
    Term("SwiftUI"),
)  # fmt: skip
