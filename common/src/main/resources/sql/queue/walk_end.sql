update dispatch_walk set walked = $3 where lane = $1 and partition = $2
