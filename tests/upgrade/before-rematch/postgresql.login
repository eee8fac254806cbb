{"desk":"postgresql://mainstay@/freeze_10617?host=/tmp/mainstay-pg.QW2aVz","login":"desk","password":"jv2f-qj5g-ue3b-5nmg-r8c7"}
