/*
 * The least that running cases takes in C: what `assay test` is measured beside.
 *
 *   ./plain-runner OBJECT PROGRAM COUNT run     one load, COUNT test runs of the same frame, one a call
 *   ./plain-runner OBJECT PROGRAM COUNT load    COUNT times: open, load, run once, close
 *   ./plain-runner OBJECT PROGRAM COUNT repeat  one load, one call for COUNT test runs; prints the kernel's nanoseconds a run
 *   ./plain-runner OBJECT PROGRAM COUNT attach  attached for COUNT seconds, while this process makes calls of getppid
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
	(void)level, (void)format, (void)arguments;
	return 0;
}

static struct bpf_object *loaded(const char *path, const char *name, int *program)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);

	if (!object || bpf_object__load(object) ||
	    (*program = bpf_program__fd(bpf_object__find_program_by_name(object, name))) < 0) {
		fprintf(stderr, "%s: cannot be loaded\n", path);
		exit(1);
	}
	return object;
}

static unsigned int run(int program, int repeat)
{
	char frame[60] = { [12] = 8, [14] = 0x45 }, back[256];
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = frame, .data_size_in = sizeof(frame), .data_out = back,
		    .data_size_out = sizeof(back), .repeat = repeat);

	if (bpf_prog_test_run_opts(program, &options)) {
		perror("test run");
		exit(1);
	}
	return options.duration;
}

int main(int argc, char **argv)
{
	int program;

	if (argc != 5)
		return 2;
	libbpf_set_print(quiet);
	long count = atol(argv[3]);
	if (!strcmp(argv[4], "run")) {
		struct bpf_object *object = loaded(argv[1], argv[2], &program);
		for (long i = 0; i < count; i++)
			run(program, 1);
		bpf_object__close(object);
		return 0;
	}
	if (!strcmp(argv[4], "attach")) {
		struct bpf_object *object = loaded(argv[1], argv[2], &program);
		struct bpf_link *link = bpf_program__attach(bpf_object__find_program_by_name(object, argv[2]));
		time_t end = time(NULL) + count;

		if (!link) {
			perror("attach");
			return 1;
		}
		while (time(NULL) < end)
			for (int i = 0; i < 1000; i++)
				getppid();
		bpf_link__destroy(link);
		bpf_object__close(object);
		return 0;
	}
	if (!strcmp(argv[4], "repeat")) {
		struct bpf_object *object = loaded(argv[1], argv[2], &program);
		printf("%u\n", run(program, (int)count));
		bpf_object__close(object);
		return 0;
	}
	for (long i = 0; i < count; i++) {
		struct bpf_object *object = loaded(argv[1], argv[2], &program);
		run(program, 1);
		bpf_object__close(object);
	}
	return 0;
}
