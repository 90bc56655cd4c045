#ifndef SRVLINT_STANDALONE_H
#define SRVLINT_STANDALONE_H

/// The commit that the program was built from, with "+changes" if files were changed; "unknown" outside a git repository.
extern const char *const srvlint_commit;

/// The words of the command line.
int srvlint_argument_count(void);
char **srvlint_arguments(void);

#endif
