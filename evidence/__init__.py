"""What hsba made, judged by programs that share nothing with it: EU DSS, veraPDF, OpenSSL, Poppler and an OCFL validator."""
