#ifndef ASSAY_CPROCESS_H
#define ASSAY_CPROCESS_H

/// Moves this process, which must have one thread, to a network namespace of its own: returns 0, or -errno.
int assay_unshare_network(void);

/// Opens this thread's network namespace, to come back to it: a descriptor, or -errno.
int assay_open_network(void);

/// Moves this thread to an open network namespace: 0, or -errno.
int assay_enter_network(int network);

/// Makes a pair of interfaces with these names, both up: what is sent on one arrives at the other. 0, or -errno.
int assay_make_pair(const char *near, const char *far);

/// Mounts tracefs at its place, in a mount namespace of this process's own, which must have one thread: 0, or -errno.
int assay_mount_tracing(void);

/// Names this thread, where `name` is given; `old`, where it is given, is 16 bytes for the name it had. 0, or -errno.
int assay_name_task(const char *name, char *old);

/// Gives this thread another user and group, real, effective and saved, and keeps its capabilities: 0, or -errno.
int assay_become(unsigned int user, unsigned int group);

/// The most processors that Linux is built for.
#define ASSAY_MOST_PROCESSORS 8192

/// The processors that a thread may run on.
struct assay_processors {
	/// A bit for each.
	unsigned long bits[ASSAY_MOST_PROCESSORS / (8 * sizeof(unsigned long))];
};

/// The processors that this thread may run on: 0, or -errno.
int assay_allowed_processors(struct assay_processors *allowed);

/// Binds this thread to a processor; `old` is those that it could run on. 0, or -errno.
int assay_bind_to_processor(unsigned int processor, struct assay_processors *old);

/// Lets this thread run where it could before: 0, or -errno.
int assay_unbind(const struct assay_processors *old);

/// Blocks SIGTERM, SIGINT, SIGHUP and SIGCHLD, which the waits below look for: returns 0, or -errno.
int assay_hold_signals(void);

/// Forks this process, which must have one thread. The child gets 0; the kernel kills it when the parent ends, and the
/// held signals are open in it. The parent gets the child's id, or -errno.
int assay_fork(void);

/// Starts a child that shares this process's memory and files, and goes on when it has ended: it calls `begun` and ends.
/// Returns the child's id, which is to be waited for, or -errno.
int assay_start_sharing(void (*begun)(void *), void *context);

/// Waits for standard input. Returns 1 when a read would give something, be it the end of a file; 0 when the other end
/// of a pipe is closed and nothing is left in it, or when SIGTERM, SIGINT or SIGHUP comes.
int assay_await_input(void);

/// How a child ended.
struct assay_ending {
	/// The exit status, when no signal ended it.
	int status;
	/// The signal that ended it; 0 for none.
	int signal;
};

/// Waits until a forked child ends, and says how. Returns 1 when it ended by itself; 0 when
/// the other end of standard input was closed or SIGTERM, SIGINT or SIGHUP came, for which it was killed; or -errno.
int assay_await_child(int child, struct assay_ending *ending);

/// Ends this process as a child ended: by the same signal, or with the same exit status.
_Noreturn void assay_end_as(const struct assay_ending *ending);

/// Starts a program that the kernel kills when the calling thread ends, in a process group of its own, reading from
/// /dev/null. Blocks SIGTERM, SIGINT, SIGHUP and SIGCHLD in the caller. Returns its id, or -errno.
int assay_start_guarded(char *const arguments[]);

/// Waits until that program ends; kills its group when standard input ends or SIGTERM, SIGINT or SIGHUP comes.
/// Returns the exit status as a shell counts it (128 + N for signal N), or -errno.
int assay_wait_guarded(int child);

/// A function for uprobes, with a text behind each argument that registers hold: what reads one of them finds it. Returns 0.
int assay_probed(const char *first, const char *second, const char *third, const char *fourth, const char *fifth,
		 const char *sixth);

/// Brings the loopback interface up: 0 or -errno.
int assay_raise_loopback(void);

/// Opens a line, serial or another, for bytes as they are: a descriptor or -errno.
int assay_open_line(const char *path);

/// Loads a module without parameters from its file's bytes: 0 or -errno.
int assay_load_module(const void *bytes, unsigned long count);

/// Looks for bytes that QEMU offers under a name (-fw_cfg): how many there are; -ENOENT where nothing is offered, -ENODEV
/// where nothing could be, or another -errno. Reading gives them from the first on.
long assay_find_offer(const char *name);

/// Reads the next bytes of what was found.
void assay_read_offer(void *bytes, unsigned long count);

/// Gives up looking and reading.
void assay_leave_offers(void);

/// Restarts the machine, which QEMU takes as its end. Returns only when it is not allowed.
void assay_restart(void);

#endif
