{"desk":"postgresql://mainstay@/freeze_31049?host=/tmp/mainstay-pg.T4uVfv","login":"desk","password":"wzxs-qyxj-uvsq-h4ze-7u8q"}
