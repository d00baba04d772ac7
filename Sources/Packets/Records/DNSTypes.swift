/// Types and classes of DNS records (IANA's registry of DNS parameters).
enum DNSTypes {
  static let all = ValueNames([
    "a": 1, "ns": 2, "cname": 5, "soa": 6, "ptr": 12, "mx": 15, "txt": 16, "aaaa": 28, "srv": 33, "naptr": 35,
    "opt": 41, "ds": 43, "rrsig": 46, "dnskey": 48, "svcb": 64, "https": 65, "axfr": 252, "any": 255, "caa": 257,
  ])

  static let classes = ValueNames(["in": 1, "ch": 3, "hs": 4, "none": 254, "any": 255])
}
