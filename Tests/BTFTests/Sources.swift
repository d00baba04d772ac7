/// C that this room's tests compile.
enum Sources {
  /// What the others start with.
  static let prelude = """
    typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef unsigned long long u64;
    typedef signed char s8; typedef short s16; typedef int s32; typedef long long s64; typedef _Bool bool;
    #define SEC(name) __attribute__((section(name), used))
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) typeof(val) *name
    #define __array(name, val) typeof(val) *name[]
    #define __ulong(name, val) enum { value_of_##name = val } name

    """

  /// One of each kind.
  static let everyKind =
    prelude + """
      #define __tag(x) __attribute__((btf_type_tag(x)))
      #define __decl(x) __attribute__((btf_decl_tag(x)))
      enum small { A, B = 7, C = -1 };
      enum large { L = 0x100000000ULL, M = 1 };
      struct forward; union uforward;
      struct inner { u32 a : 3; s32 b : 5; u64 c : 40; };
      union either { u32 word; u8 bytes[4]; };
      struct whole {
        struct inner inner; union either either; struct forward *f; union uforward *g; enum small s; enum large l;
        const volatile int *restrict p; int (*call)(const char *, ...); int __tag("user") *tagged; double d; u8 tail[];
      } __decl("marked");
      struct whole all SEC(".data.all");
      float real; static int hidden; int common __decl("counted");
      char _license[] SEC("license") = "GPL";
      __attribute__((noinline)) static int helper(struct whole *w __decl("arg"), const char *name) {
        return w->s + name[0] + hidden;
      }
      SEC("xdp") int program(void *ctx) { hidden = common; return helper(&all, _license); }

      """
}
