throw new Error("cannot start like this");
