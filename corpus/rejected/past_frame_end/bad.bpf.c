// expect note_name: rejected A1006
//
// A command's name has 16 bytes; the helper is told to fill 64.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NAME_SIZE 64

SEC("raw_tp/sched_switch")
int note_name(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16]; // <fix>

	bpf_get_current_comm(name, NAME_SIZE); // <fails> <fix>
	bpf_printk("%s", name);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
