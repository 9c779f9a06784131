from tiercel.show.cli.main import main

main()
