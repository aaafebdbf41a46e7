// Command bench measures what a build costs, in processor time and memory, against a floor: a program that does no more than read the
// same sources, turn them into HTML with goldmark, minify them and write them, on all cores.
//
// It generates centers of the asked sizes with prose of its own, builds candor and the floor, runs both on each center in turn and
// prints a table. Nothing in it is estimated: time and memory are what the system says of the processes when they end.
//
//	go run ./internal/bench [-texts 300,3000] [-size 60000] [-runs 3]
package main
