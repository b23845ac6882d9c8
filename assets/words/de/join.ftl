# join
