{"desk":"/tmp/tmp.YW0TgTR6bK/desk.db","login":"desk","password":"ua62-kw9e-6dmh-zynk-7f3t"}
