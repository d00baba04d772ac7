#include "CKernel.h"
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* libbpf's print function is one for the process and takes no context: a thread has its own sink. */
static _Thread_local assay_line_sink line_sink;
static _Thread_local void *line_context;

static int print(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char text[4096];
	if (!line_sink || level == LIBBPF_DEBUG)
		return 0;
	int length = vsnprintf(text, sizeof text, format, arguments);
	if (length > 0)
		line_sink(level, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1, line_context);
	return 0;
}

void assay_capture_lines(assay_line_sink sink, void *context)
{
	line_sink = sink;
	line_context = context;
	libbpf_set_print(print);
}

static _Thread_local const void *hooked_buffer;
static _Thread_local assay_load_hook load_hook;
static _Thread_local void *load_context;

void assay_hook_loads(const void *log_buffer, assay_load_hook hook, void *context)
{
	hooked_buffer = log_buffer;
	load_hook = hook;
	load_context = context;
}

/* The linker's --wrap=bpf_prog_load sends every call, libbpf's own too, to the first and names the real one second. */
int __wrap_bpf_prog_load(enum bpf_prog_type type, const char *name, const char *license,
			 const struct bpf_insn *instructions, size_t count, struct bpf_prog_load_opts *options);
int __real_bpf_prog_load(enum bpf_prog_type type, const char *name, const char *license,
			 const struct bpf_insn *instructions, size_t count, struct bpf_prog_load_opts *options);

int __wrap_bpf_prog_load(enum bpf_prog_type type, const char *name, const char *license,
			 const struct bpf_insn *instructions, size_t count, struct bpf_prog_load_opts *options)
{
	if (!load_hook || !options || options->log_buf != hooked_buffer)
		return __real_bpf_prog_load(type, name, license, instructions, count, options);
	struct assay_program_load load = { type, name, license, instructions, count, options };
	int result = load_hook(&load, load_context);
	if (result < 0)
		errno = -result; /* libbpf reads errno here, not the result */
	return result;
}

int assay_load(const struct assay_program_load *load)
{
	int result = __real_bpf_prog_load(load->type, load->name, load->license, load->instructions, load->count,
					  load->options);
	return result < 0 ? -errno : result;
}
