#ifndef ASSAY_CKERNEL_H
#define ASSAY_CKERNEL_H

#include <linux/perf_event.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

/// A system call by its number (`__NR_bpf`, `__NR_perf_event_open`): returns what the kernel returns, or -errno.
long assay_call(long number, long a, long b, long c, long d, long e);

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

/// The same for the types of the modules that are loaded, once the kernel's are known.
void assay_learn_modules(void);

/// What the processor tells of itself: the registers a, b, c and d that it fills for a leaf. None where it is no x86.
void assay_cpuid(uint32_t leaf, uint32_t words[4]);

/// The processor's time-stamp counter; 0 where there is none.
uint64_t assay_time_stamp(void);

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
