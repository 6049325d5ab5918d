// What Prometheus makes of relabelling rules: questions come as lines of JSON, and each gets one line as its answer.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/relabel"
	"go.yaml.in/yaml/v2"
)

type question struct {
	// Name and value, in the order in which they are set.
	Labels [][2]string `json:"labels"`
	// YAML: a list of rules as under relabel_configs.
	Rules string `json:"rules"`
	// Which names are valid: legacy, or else utf8.
	Names string `json:"names"`
}

type answer struct {
	// Why the rules are not taken.
	Refusal string `json:"refusal,omitempty"`
	Kept    bool   `json:"kept"`
	// Of a target that is kept.
	Labels map[string]string `json:"labels,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answers := json.NewEncoder(out)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := answers.Encode(reply(asked)); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func reply(asked question) answer {
	scheme := model.UTF8Validation
	if asked.Names == "legacy" {
		scheme = model.LegacyValidation
	}
	var rules []*relabel.Config
	if err := yaml.UnmarshalStrict([]byte(asked.Rules), &rules); err != nil {
		return answer{Refusal: err.Error()}
	}
	for _, rule := range rules {
		// A scrape config refuses it in these words.
		if rule == nil {
			return answer{Refusal: "empty or null target relabeling rule in scrape config"}
		}
		if err := rule.Validate(scheme); err != nil {
			return answer{Refusal: err.Error()}
		}
	}
	builder := labels.NewBuilder(labels.EmptyLabels())
	for _, label := range asked.Labels {
		builder.Set(label[0], label[1])
	}
	if !relabel.ProcessBuilder(builder, rules...) {
		return answer{}
	}
	kept := answer{Kept: true, Labels: map[string]string{}}
	builder.Range(func(label labels.Label) { kept.Labels[label.Name] = label.Value })
	return kept
}
