// expect watch: accepted
//
// One in 128.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int watch(void *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();

	if (bpf_get_prandom_u32() & 127)
		return 0;
	return bpf_ringbuf_output(&events, &id, sizeof(id), 0) ? 1 : 0;
}

char LICENSE[] SEC("license") = "GPL";
