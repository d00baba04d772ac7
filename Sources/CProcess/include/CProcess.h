#ifndef ASSAY_CPROCESS_H
#define ASSAY_CPROCESS_H

/// Moves this process, which must have one thread, to a network namespace of its own: returns 0, or -errno.
int assay_unshare_network(void);

/// Starts a program that the kernel kills when the calling thread ends, in a process group of its own, reading from
/// /dev/null. Blocks SIGTERM, SIGINT, SIGHUP and SIGCHLD in the caller. Returns its id, or -errno.
int assay_start_guarded(char *const arguments[]);

/// Waits until that program ends; kills its group when standard input ends or SIGTERM, SIGINT or SIGHUP comes.
/// Returns the exit status as a shell counts it (128 + N for signal N), or -errno.
int assay_wait_guarded(int child);

#endif
