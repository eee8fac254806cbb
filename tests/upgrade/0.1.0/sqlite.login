{"desk":"/tmp/tmp.dytfCSAogN/desk.db","login":"desk","password":"qrrp-2naz-qrpp-g6nx-ur2s"}
