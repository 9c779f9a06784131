"""How people come in, and with what: invitations, passwords, second factors, sessions, single sign-on."""
