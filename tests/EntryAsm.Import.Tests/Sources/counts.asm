%macro m 0-3 a, b
 db %0
 %rotate %0 - 1
%endmacro
 m
 m 1
 m 1,2,3
common c1 4096
common c2 40:16
