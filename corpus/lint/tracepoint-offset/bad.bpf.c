// lint: A2603
// targets: host
// expect watch: accepted
//
// The record has the length of a name and its offset in 4 bytes at 8, then the process.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct exec_record {
	__u64 common;
	__u64 filename;
	__u32 pid;
};

__u64 last;

SEC("tp/sched/sched_process_exec")
int watch(struct exec_record *record)
{
	last = record->filename; // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
