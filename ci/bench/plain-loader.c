/*
 * The least that a loader written in C needs: what Assay's worker is measured against.
 *
 * Each object is opened once for each of its programs, only that program is loaded, the verifier writes its
 * statistics (log level 4) and nothing else. Maps are not pinned: a pinned one would be found again and cost nothing.
 * No other fix-ups, no classification, no report beyond a line a program.
 *
 *   cc -O2 -o plain-loader plain-loader.c ../../Sources/CKernel/elfutils.c -l:libbpf.a -l:libelf.a -l:libz.a -l:libzstd.a
 *   ./plain-loader OBJECT...
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_STATISTICS = 4, LOG_BYTES = 1 << 20 };

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
	(void)level, (void)format, (void)arguments;
	return 0;
}

/* Loads the program at `wanted`; returns how many programs the object has, 0 when it cannot be opened. */
static int load_one(const char *path, int wanted, char *log)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	if (!object) {
		printf("%s: %s\n", path, strerror(errno));
		return 0;
	}
	struct bpf_program *program, *chosen = NULL;
	int count = 0;
	bpf_object__for_each_program(program, object) {
		bpf_program__set_autoload(program, count == wanted);
		if (count++ == wanted)
			chosen = program;
	}
	if (chosen) {
		struct bpf_map *map;
		bpf_object__for_each_map(map, object)
			bpf_map__set_pin_path(map, NULL);
		log[0] = 0;
		bpf_program__set_log_buf(chosen, log, LOG_BYTES);
		bpf_program__set_log_level(chosen, LOG_STATISTICS);
		int result = bpf_object__load(object);
		const char *processed = strstr(log, "processed ");
		printf("%s %s %s %.*s\n", path, bpf_program__name(chosen), result ? strerror(-result) : "accepted",
		       processed ? (int)strcspn(processed, "(\n") : 0, processed ? processed : "");
	}
	bpf_object__close(object);
	return count;
}

int main(int argc, char **argv)
{
	char *log = malloc(LOG_BYTES);
	if (!log)
		return 1;
	libbpf_set_print(quiet);
	for (int i = 1; i < argc; i++)
		for (int wanted = 0, count = 1; wanted < count; wanted++)
			count = load_one(argv[i], wanted, log);
	free(log);
	return 0;
}
