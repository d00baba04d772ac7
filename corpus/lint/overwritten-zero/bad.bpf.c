// lint: A2310
// expect sample: accepted
//
// The read fills all of the buffer, with zeros when it fails.
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, char[64]);
	__type(value, __u64);
} seen SEC(".maps");

SEC("uprobe")
int sample(struct pt_regs *ctx)
{
	char head[64] = {}; // <finding>
	__u64 now;

	if (bpf_probe_read_user(head, sizeof(head), (void *)ctx->rdi))
		return 0;
	now = bpf_ktime_get_ns();
	return bpf_map_update_elem(&seen, head, &now, BPF_ANY) < 0;
}

char LICENSE[] SEC("license") = "GPL";
