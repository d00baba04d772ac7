// expect log_path: rejected A1001
// cflags: -mllvm -bpf-stack-size=1024
//
// One frame holds 560 bytes. Plain clang refuses it; with the larger limit, which assay takes by itself, the kernel does.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct record {
	char path[520];
	__u64 inode;
	__u64 time;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} records SEC(".maps");

SEC("raw_tp/sys_enter")
int log_path(struct bpf_raw_tracepoint_args *ctx)
{
	struct record record = {}; // <fix>

	bpf_get_current_comm(record.path, 16);
	record.time = bpf_ktime_get_ns();
	bpf_ringbuf_output(&records, &record, sizeof(record), 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
