// expect count_running on < 6.1: loader A1924
// expect count_running: accepted
// needs: 5.10
// tags: vm
//
// The helper gives this processor's.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct rq {
	unsigned int nr_running;
} __attribute__((preserve_access_index));

extern const struct rq runqueues __ksym;

unsigned int running;

SEC("raw_tp/sys_enter")
int count_running(struct bpf_raw_tracepoint_args *ctx)
{
	const struct rq *rq = bpf_this_cpu_ptr(&runqueues);

	running = rq->nr_running;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
