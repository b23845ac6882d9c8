# rights
