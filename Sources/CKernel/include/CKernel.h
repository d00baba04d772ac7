#ifndef ASSAY_CKERNEL_H
#define ASSAY_CKERNEL_H

#include <stddef.h>
#include <stdint.h>

/// `bpf(2)`: returns what the kernel returns, or -errno.
long assay_bpf(int command, void *attributes, unsigned int size);

/// The name of an error number, such as "EPERM"; null for one that libc does not know.
const char *assay_error_name(int code);

/// Takes one message of libbpf, its newline included. `level` is libbpf's: 0 warning, 1 information.
typedef void (*assay_line_sink)(int level, const char *text, size_t length, void *context);

/// Sends libbpf's warnings and information of this thread to `sink`; a null sink drops them. Debug lines are dropped.
void assay_capture_lines(assay_line_sink sink, void *context);

/// One program as libbpf hands it to the kernel, relocated. `options` is a `struct bpf_prog_load_opts`.
struct assay_program_load {
	uint32_t type;
	const char *name;
	const char *license;
	const void *instructions;
	size_t count;
	void *options;
};

/// Loads a program in libbpf's stead, as often as it likes: returns a descriptor, or -errno.
typedef int (*assay_load_hook)(const struct assay_program_load *load, void *context);

/// Hands this thread's loads whose log buffer is `log_buffer` to `hook`; null ends it.
/// libbpf's own feature probes have other buffers and pass untouched.
void assay_hook_loads(const void *log_buffer, assay_load_hook hook, void *context);

/// libbpf's `bpf_prog_load`: returns a descriptor, or -errno.
int assay_load(const struct assay_program_load *load);

/// Tries what this kernel can, and reads its types, for this process of one thread and its later children: once for all.
void assay_learn_kernel(void);

/// What a counter counts: fields of `struct perf_event_attr`.
struct assay_counter {
	uint32_t type;
	uint64_t config;
	uint64_t config1;
	uint64_t config2;
	int excludes_user;
	int excludes_kernel;
};

/// Opens a counter of this task on any processor: a pinned leader, stopped, when `leader` is negative, else a member of
/// its group. A read of the leader gives the number of counters, the times that they were on and that they counted, and
/// their values. Returns a descriptor, or -errno.
int assay_open_counter(const struct assay_counter *counter, int leader);

/// Starts or stops a group. Returns 0 or -errno.
int assay_switch_counters(int leader, int on);

/// Reads how often this thread lost its processor, and which one it has. Returns 0 or -errno.
int assay_read_task(uint64_t *switches, int *processor);

/// Reads the processors that this thread may run on, a bit each: the bytes filled in, or -errno.
int assay_read_affinity(uint64_t *mask, size_t bytes);

/// Binds this thread to processors. Returns 0 or -errno.
int assay_set_affinity(const uint64_t *mask, size_t bytes);

/// Writes what the processor says that it is run by, at most 12 bytes and a zero: empty on a machine of its own, and where
/// processors do not say.
void assay_hypervisor(char name[13]);

/// The processor's time-stamp counter; 0 where there is none.
uint64_t assay_time_stamp(void);

/// Opens a clock of this task that samples it each time that it has run for so many nanoseconds: a descriptor, or -errno.
int assay_open_clock(uint64_t period);

/// Writes all types of BTF bytes as C. Returns 0 or -errno; `text` is the caller's to free in either case, and may be null.
int assay_types_as_c(const void *bytes, uint32_t size, char **text, size_t *length);

struct perf_buffer;
struct perf_event_header;

/// Follows the tracepoint with this id, on all processors and for all tasks: `take` gets a record with the process's and
/// the thread's id, and the tracepoint's own record. `map` is a perf event array that serves for nothing else. Null and
/// errno when that cannot be.
struct perf_buffer *assay_follow_tracepoint(uint64_t tracepoint, int map,
					    int (*take)(void *context, int processor, struct perf_event_header *record),
					    void *context);

#endif
