#ifndef ASSAY_CCAPTURE_H
#define ASSAY_CCAPTURE_H

#include <stdint.h>

/// What a traced thread stopped for, or that it is no more.
enum assay_stop_kind {
	/// It ended; `detail` is its exit status.
	ASSAY_STOP_ENDED,
	/// A signal ended it; `detail` is the signal.
	ASSAY_STOP_KILLED,
	/// It is about to make a system call that is followed: `number` and `arguments`.
	ASSAY_STOP_CALL,
	/// The kernel has done the call: `result` is a value or -errno.
	ASSAY_STOP_RETURN,
	/// A signal, `detail`, is about to be delivered.
	ASSAY_STOP_SIGNAL,
	/// Its process was stopped by the signal `detail`.
	ASSAY_STOP_GROUP,
	/// It has begun to run another program.
	ASSAY_STOP_EXEC,
	/// It has started another thread or process, or is a new one.
	ASSAY_STOP_OTHER,
};

/// A stop of a traced thread.
struct assay_stop {
	int thread;
	enum assay_stop_kind kind;
	int detail;
	uint64_t number;
	uint64_t arguments[6];
	int64_t result;
};

/// How a stopped thread goes on.
enum assay_resume {
	/// To its next followed call.
	ASSAY_RESUME_RUN,
	/// To the return of the call that it is in.
	ASSAY_RESUME_TO_RETURN,
	/// Not: it stays stopped as its process is, and says when that ends.
	ASSAY_RESUME_LISTEN,
};

/// Starts a command, found through PATH, traced by this thread: it and all it starts stop at the calls that make BPF
/// objects or attach them, and are killed when this thread ends. `ignores_pipe` says whether it starts with SIGPIPE
/// ignored, as Assay's own start was. Returns its id, or -errno: EPERM where it is traced already. `*exec_error` becomes a
/// descriptor on which the errno of a failed start comes, to be read when the child ends before it has begun.
int assay_start_traced(char *const arguments[], int ignores_pipe, int *exec_error);

/// Waits for the next stop of what this thread traces. Returns 1, 0 when nothing is left, or -errno.
int assay_next_stop(struct assay_stop *stop);

/// Whether anything that this thread traces or has started is left.
int assay_traces_any(void);

/// Lets a stopped thread go on, with a signal or 0. Returns 0 or -errno; ESRCH when it was killed meanwhile.
int assay_go_on(int thread, enum assay_resume how, int signal);

/// Reads memory of a thread: returns the bytes read, fewer where it ends, or -errno.
long assay_read_memory(int thread, uint64_t address, void *bytes, unsigned long count);

/// A descriptor of this process for the file behind a descriptor of another one, or -errno.
int assay_take_descriptor(int process, int descriptor);

/// bpf(2): a value or -errno.
int assay_kernel_call(int command, void *attributes, unsigned int size);

/// The system calls that are followed, by their numbers on this machine.
extern const uint64_t assay_call_bpf, assay_call_perf_event_open, assay_call_ioctl, assay_call_ptrace;

#endif
