# agree
