// The client by openapi-generator (go): prove ADDRESS KEY
package main

import (
	"context"
	"errors"
	"log"
	"os"

	treaty "treatyrecords"
)

const text = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet."

func client(address, key string) *treaty.APIClient {
	settings := treaty.NewConfiguration()
	settings.Servers = treaty.ServerConfigurations{{URL: address}}
	settings.AddDefaultHeader("Authorization", "Bearer "+key)
	return treaty.NewAPIClient(settings)
}

func problem(err error) treaty.Problem {
	var told *treaty.GenericOpenAPIError
	if !errors.As(err, &told) {
		log.Fatal("no problem: ", err)
	}
	return told.Model().(treaty.Problem)
}

func main() {
	ctx := context.Background()
	api, stranger := client(os.Args[1], os.Args[2]), client(os.Args[1], "none")

	extraction, _, err := api.ExtractionAPI.CreateExtraction(ctx).ExtractionRequest(*treaty.NewExtractionRequest(text)).Execute()
	if err != nil {
		log.Fatal(err)
	}
	record := extraction.Records[0]
	if record.Parties[0].Code != "DEU" || record.Parties[1].Code != "FRA" {
		log.Fatal(record.Parties)
	}
	for _, proof := range record.Events[0].Evidence {
		if string([]rune(text)[proof.Start:proof.End]) != proof.Quote {
			log.Fatal(proof)
		}
	}

	_, _, err = api.ExtractionAPI.CreateExtraction(ctx).ExtractionRequest(*treaty.NewExtractionRequest("")).Execute()
	if told := problem(err); told.Status != 422 || told.Errors[0].Pointer != "/text" {
		log.Fatal(told)
	}
	_, _, err = stranger.ContractAPI.ListLanguages(ctx).Execute()
	if told := problem(err); told.Status != 401 || told.Type != "/problems/unauthorised" {
		log.Fatal(told)
	}
}
