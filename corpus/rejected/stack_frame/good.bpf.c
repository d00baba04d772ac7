// expect log_path: accepted
//
// The record is written where it is sent from: room reserved in the ring buffer costs no stack.
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
	struct record *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);

	if (!record)
		return 0;
	__builtin_memset(record, 0, sizeof(*record));
	bpf_get_current_comm(record->path, 16);
	record->time = bpf_ktime_get_ns();
	bpf_ringbuf_submit(record, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
