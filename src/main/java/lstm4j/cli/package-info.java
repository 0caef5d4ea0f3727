/**
 * The command line: one class for each command, {@link lstm4j.cli.Main} to choose it, a small parser for options and one
 * for models written as text. The only package that prints. Exit codes: 0 done, 1 a run that failed or a bad file,
 * 2 a command line that is not understood. Messages go to standard error; a stack trace is printed with
 * {@code --debug} only. Spec: chapter 10, errors.
 */
package lstm4j.cli;
