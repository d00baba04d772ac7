// expect count_running on < 6.1: loader A1924
// expect count_running: rejected A1234
// needs: 5.10
// tags: vm
//
// The run queues are one a processor: their address alone is none.
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
	const struct rq *rq = &runqueues; // <fix>

	running = rq->nr_running; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
