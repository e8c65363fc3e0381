/** For the test of what is said when functions do not load. */
throw new Error('this module is broken on purpose');
