public import BPF

/// What is known about one helper function beside its name.
public struct HelperFacts: Hashable, Sendable {
  /// The helper.
  public var helper: HelperID
  /// The first kernel that has it, for some program type.
  public var since: KernelVersion
  /// Whether the kernel refuses it to a program whose license is not compatible with the GPL; nil when that differs by
  /// program type, or could not be asked. 6.18 was asked, once for each helper and each type that loads without a BTF
  /// target; older kernels restrict `bpf_ktime_get_ns` (5) too, before 5.8.
  public var gplOnly: Bool?

  /// The facts of a helper; nil for a number that is not in the table.
  public static func of(_ helper: HelperID) -> HelperFacts? {
    helper.rawValue >= 1 && helper.rawValue <= UInt32(all.count) ? all[Int(helper.rawValue) - 1] : nil
  }

  /// All helpers: number N stands at index N-1.
  public static let all: [HelperFacts] = FactTable.rows(table, columns: 3) { fields in
    guard let number = UInt32(fields[0]), let since = KernelVersion(fields[1]) else { return nil }
    let gplOnly: Bool? =
      switch fields[2] {
      case "gpl": true
      case "free": false
      default: nil
      }
    return HelperFacts(helper: HelperID(rawValue: number), since: since, gplOnly: gplOnly)
  }

  /// number, since, license. Sources: `enum bpf_func_id` of include/uapi/linux/bpf.h by release; loads on 6.18 under a
  /// license that is not the GPL.
  static let table: StaticString = """
    1	3.19	free
    2	3.19	free
    3	3.19	free
    4	4.1	gpl
    5	4.1	free
    6	4.1	gpl
    7	4.1	free
    8	4.1	free
    9	4.1	free
    10	4.1	free
    11	4.1	free
    12	4.2	free
    13	4.2	free
    14	4.2	free
    15	4.2	free
    16	4.2	free
    17	4.3	free
    18	4.3	free
    19	4.3	free
    20	4.3	free
    21	4.3	free
    22	4.3	gpl
    23	4.4	free
    24	4.4	free
    25	4.4	gpl
    26	4.5	free
    27	4.6	-
    28	4.6	free
    29	4.6	free
    30	4.6	free
    31	4.8	free
    32	4.8	free
    33	4.8	free
    34	4.8	free
    35	4.8	gpl
    36	4.8	-
    37	4.9	free
    38	4.9	free
    39	4.9	free
    40	4.9	free
    41	4.9	free
    42	4.10	free
    43	4.10	free
    44	4.10	free
    45	4.11	gpl
    46	4.12	free
    47	4.12	free
    48	4.13	free
    49	4.13	free
    50	4.13	free
    51	4.14	free
    52	4.14	free
    53	4.14	free
    54	4.15	free
    55	4.15	gpl
    56	4.15	gpl
    57	4.15	free
    58	4.16	-
    59	4.16	free
    60	4.17	free
    61	4.17	free
    62	4.17	free
    63	4.17	free
    64	4.17	-
    65	4.18	free
    66	4.18	free
    67	4.18	gpl
    68	4.18	free
    69	4.18	gpl
    70	4.18	free
    71	4.18	free
    72	4.18	free
    73	4.18	free
    74	4.18	free
    75	4.18	free
    76	4.18	free
    77	4.18	-
    78	4.18	-
    79	4.18	free
    80	4.18	free
    81	4.19	free
    82	4.19	free
    83	4.19	free
    84	4.20	free
    85	4.20	free
    86	4.20	free
    87	4.20	free
    88	4.20	free
    89	4.20	free
    90	4.20	free
    91	5.0	free
    92	5.0	-
    93	5.1	free
    94	5.1	free
    95	5.1	free
    96	5.1	free
    97	5.1	free
    98	5.1	free
    99	5.2	free
    100	5.2	gpl
    101	5.2	free
    102	5.2	free
    103	5.2	free
    104	5.2	free
    105	5.2	free
    106	5.2	free
    107	5.2	free
    108	5.2	free
    109	5.3	free
    110	5.3	gpl
    111	5.5	gpl
    112	5.5	gpl
    113	5.5	gpl
    114	5.5	gpl
    115	5.5	gpl
    116	5.6	-
    117	5.6	free
    118	5.6	free
    119	5.7	gpl
    120	5.7	free
    121	5.7	gpl
    122	5.7	free
    123	5.7	free
    124	5.7	free
    125	5.8	free
    126	5.8	-
    127	5.8	-
    128	5.8	free
    129	5.8	free
    130	5.8	free
    131	5.8	free
    132	5.8	free
    133	5.8	free
    134	5.8	free
    135	5.8	free
    136	5.9	free
    137	5.9	free
    138	5.9	free
    139	5.9	free
    140	5.9	free
    141	5.9	free
    142	5.10	free
    143	5.10	free
    144	5.10	free
    145	5.10	-
    146	5.10	-
    147	5.10	free
    148	5.10	free
    149	5.10	free
    150	5.10	-
    151	5.10	free
    152	5.10	free
    153	5.10	free
    154	5.10	free
    155	5.10	free
    156	5.11	free
    157	5.11	free
    158	5.11	gpl
    159	5.11	-
    160	5.11	free
    161	5.11	-
    162	5.11	free
    163	5.12	gpl
    164	5.13	free
    165	5.13	gpl
    166	5.14	free
    167	5.14	free
    168	5.14	free
    169	5.15	gpl
    170	5.15	gpl
    171	5.15	gpl
    172	5.15	gpl
    173	5.15	gpl
    174	5.15	free
    175	5.15	gpl
    176	5.16	gpl
    177	5.16	gpl
    178	5.16	free
    179	5.16	free
    180	5.17	free
    181	5.17	free
    182	5.17	free
    183	5.17	-
    184	5.17	-
    185	5.17	-
    186	5.18	free
    187	5.18	free
    188	5.18	free
    189	5.18	free
    190	5.18	free
    191	5.18	gpl
    192	5.18	free
    193	5.18	-
    194	5.19	free
    195	5.19	free
    196	5.19	free
    197	5.19	free
    198	5.19	free
    199	5.19	free
    200	5.19	free
    201	5.19	free
    202	5.19	free
    203	5.19	free
    204	6.0	gpl
    205	6.0	gpl
    206	6.0	gpl
    207	6.0	gpl
    208	6.1	free
    209	6.1	free
    210	6.2	free
    211	6.2	free
    """
}
